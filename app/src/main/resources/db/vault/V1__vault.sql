-- Personal data, encrypted. Nothing in this schema is readable without the key files outside the data directory.

create sequence vault.person_id increment by 1000;
create sequence vault.record_id increment by 1000;

-- Which key file this database was written with, so that a wrong or missing one is refused, never replaced.
create table vault.merchant_key (
    merchant_id bigint primary key,
    fingerprint bytea not null check (length(fingerprint) = 16),
    created_at timestamptz not null default now()
);

-- identity is the keyed hash of the normalised phone; absent for someone who gave none that names a person.
create table vault.person (
    merchant_id bigint not null,
    person_id bigint not null,
    identity bytea check (length(identity) = 16),
    wrapped_key bytea not null,
    created_at timestamptz not null default now(),
    primary key (merchant_id, person_id),
    unique (merchant_id, identity)
);

-- Keyed hashes of phone and name. They hang on the person, not on each record, to keep the hot path's insert small.
create table vault.search_token (
    merchant_id bigint not null,
    token bytea not null check (length(token) = 16),
    person_id bigint not null,
    primary key (merchant_id, token, person_id)
);
create index search_token_person on vault.search_token (merchant_id, person_id);

-- tokens are this record's own search tokens, 16 bytes each, one after the other.
create table vault.record (
    merchant_id bigint not null,
    record_id bigint not null,
    person_id bigint not null,
    tokens bytea not null,
    cipher bytea not null,
    primary key (merchant_id, record_id)
);
create index record_person on vault.record (merchant_id, person_id, record_id);

create table vault.view (
    merchant_id bigint not null,
    view_id bigint generated always as identity,
    record_id bigint not null,
    viewer text not null,
    reason text not null,
    viewed_at timestamptz not null default now(),
    primary key (merchant_id, view_id)
);
create index view_record on vault.view (merchant_id, record_id, view_id);

create table vault.erasure (
    merchant_id bigint not null,
    person_id bigint not null,
    actor text not null,
    erased_at timestamptz not null default now(),
    primary key (merchant_id, person_id)
);
create index erasure_erased_at on vault.erasure (erased_at);

-- One key per merchant and UTC day for the bytes platforms send; deleting it ends their retention.
create table vault.inbox_key (
    merchant_id bigint not null,
    day integer not null,
    wrapped_key bytea not null,
    primary key (merchant_id, day)
);
