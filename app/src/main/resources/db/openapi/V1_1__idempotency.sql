-- One row per Idempotency-Key of a caller, written in the transaction of the effect it names.
create table openapi.idempotency_key (
    merchant_id bigint      not null, -- 0 for the administrator, who has none
    client_id   text        not null,
    key         text        not null check (length(key) between 1 and 64),
    body_hash   bytea       not null,
    status      smallint    not null,
    answer      text        not null,
    created_at  timestamptz not null,
    primary key (merchant_id, client_id, key)
);
create index on openapi.idempotency_key (created_at);
