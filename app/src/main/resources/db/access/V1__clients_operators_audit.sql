-- Machines that come in. A client is good for one merchant; the administrator's has none.
create table access.client (
    client_id text primary key,
    merchant_id bigint check (merchant_id > 0),
    channel_code text,
    name text not null check (length(name) between 1 and 100),
    scopes text not null,
    secret_hash text not null,
    networks text not null default '',
    requests_per_second integer check (requests_per_second > 0),
    created_at timestamptz not null,
    created_by text not null,
    revoked_at timestamptz
);

create index client_by_merchant on access.client (merchant_id, created_at desc);

-- People. What they may do stands in operator_role; the whole hub is a row without a merchant.
create table access.operator (
    id bigint generated always as identity primary key,
    name text not null check (length(name) between 1 and 100),
    password_hash text not null,
    failures integer not null default 0,
    locked_until timestamptz,
    created_at timestamptz not null,
    created_by text not null,
    disabled_at timestamptz
);

create unique index operator_by_name on access.operator (lower(name));

create table access.operator_role (
    operator_id bigint not null references access.operator,
    merchant_id bigint check (merchant_id > 0),
    role text not null check (role in ('VIEWER', 'OPERATOR', 'ADMIN')),
    unique nulls not distinct (operator_id, merchant_id)
);

-- Links that make the first operator; emptied when there is one.
create table access.welcome (
    token_hash bytea primary key,
    created_at timestamptz not null
);

create table access.audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    kind text not null,
    actor text not null,
    merchant_id bigint,
    remote_address text,
    detail text not null
);

create index audit_by_time on access.audit (at);
