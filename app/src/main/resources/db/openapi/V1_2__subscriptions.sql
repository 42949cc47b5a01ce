create table openapi.subscription (
    id           bigint      generated always as identity primary key,
    merchant_id  bigint      not null,
    url          text        not null check (length(url) <= 2000),
    types        text[]      not null check (cardinality(types) between 1 and 20),
    -- The secret itself is not stored: it is derived from this and a key outside the database.
    salt         bytea       not null,
    created_at   timestamptz not null default now(),
    -- Set when the hub has given up on the receiver; a person lets it go on.
    suspended_at timestamptz,
    suspended_for text,
    -- The node that carries its news, and until when it may.
    lease_owner  text,
    lease_until  timestamptz
) with (fillfactor = 50);
create index on openapi.subscription (merchant_id, id);

-- What is still to be told. A row lives until its receiver has answered 2xx, or a person has given it up. Hot: no foreign
-- key; what a deleted subscription leaves is swept.
create table openapi.delivery (
    id              bigint      generated always as identity primary key,
    subscription_id bigint      not null,
    merchant_id     bigint      not null,
    event_id        bigint      not null,
    version         bigint      not null,
    type            text        not null,
    key             text        not null,
    appended_at     timestamptz not null,
    payload         text        not null,
    -- Only the newest news of its key counts: a newer one replaces it.
    newest_only     boolean     not null,
    attempts        integer     not null default 0,
    due_at          timestamptz not null default now(),
    parked_at       timestamptz,
    history         text[]      not null default '{}',
    created_at      timestamptz not null default now()
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
create index delivery_waiting on openapi.delivery (subscription_id, id) where parked_at is null;
create unique index delivery_newest on openapi.delivery (subscription_id, key) where newest_only;
-- Operators' list of what does not arrive.
create index delivery_failing on openapi.delivery (merchant_id, id) where attempts >= 3;
