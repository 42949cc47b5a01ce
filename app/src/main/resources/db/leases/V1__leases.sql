create sequence leases.lease_id increment by 16;

-- States: 1 active, 2 ending, 3 ended.
create table leases.lease (
    merchant_id bigint      not null,
    id          bigint      not null,
    subject     text        not null,
    channel_id  bigint,
    node_id     bigint,
    sku_id      bigint,
    field       text,
    units       bigint      check (units > 0),
    owner       text        not null,
    reason      text        not null,
    resume      text        not null,
    state       smallint    not null check (state between 1 and 3),
    made_at     timestamptz not null,
    expires_at  timestamptz not null,
    ended_at    timestamptz,
    note        text        not null default '',
    version     bigint      not null,
    primary key (merchant_id, id),
    check (expires_at > made_at),
    check ((state = 1) = (ended_at is null))
);
create index on leases.lease (expires_at) where state = 1;
create index on leases.lease (merchant_id, id) where state < 3;
create index on leases.lease (id) where state = 2;

-- Who did what to a lease: append-only, numbered without a gap by the lease's version.
create table leases.change (
    merchant_id bigint      not null,
    lease_id    bigint      not null,
    version     bigint      not null,
    what        text        not null,
    actor       text        not null,
    detail      text        not null,
    at          timestamptz not null,
    primary key (merchant_id, lease_id, version)
);
