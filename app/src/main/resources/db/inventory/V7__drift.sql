-- How far each row's ledger has been added up, so that proving it does not begin anew. Orders never touch it.
create table inventory.balance (
    merchant_id bigint not null,
    sku_id      bigint not null,
    node_id     bigint not null,
    version     bigint not null,
    on_hand     bigint not null,
    reserved    bigint not null,
    primary key (merchant_id, sku_id, node_id)
) with (fillfactor = 70);

-- Books that disagreed: what was found, what was expected, by which reading, and what became of it.
-- outcome 1: open; 2: repaired; 3: gone when read again under the lock.
create table inventory.drift (
    id          bigint generated always as identity primary key,
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    node_id     bigint      not null,
    reading     smallint    not null,
    order_id    bigint,
    line        smallint,
    found       text        not null,
    expected    text        not null,
    found_at    timestamptz not null default clock_timestamp(),
    outcome     smallint    not null default 1,
    tried_at    timestamptz,
    note        text,
    version     bigint,
    settled_at  timestamptz,
    check ((outcome = 1) = (settled_at is null))
);
create unique index on inventory.drift
    (merchant_id, sku_id, node_id, reading, coalesce(order_id, 0), coalesce(line, 0)) where outcome = 1;
create index on inventory.drift (merchant_id, id);
create index on inventory.drift (merchant_id, settled_at) where outcome = 2;

-- Whether drift may be repaired, and how much of it: the last line of a merchant counts, without one the default.
create table inventory.repair_rule (
    merchant_id bigint      not null,
    id          bigint generated always as identity,
    repairs     boolean     not null,
    hourly_max  int         not null check (hourly_max between 1 and 3600),
    reason      text        not null,
    changed_by  text        not null,
    changed_at  timestamptz not null default clock_timestamp(),
    primary key (merchant_id, id)
);

-- Where each reading of the books stands; one node at a time goes on with it. 1: rows against their ledger; 2: rows
-- against reservations; 3: reservations against orders' lines; 4: the repairs themselves.
create table inventory.reading (
    reading        smallint primary key,
    claimed_by     uuid,
    claimed_until  timestamptz not null default '-infinity',
    at_merchant    bigint      not null default 0,
    at_first       bigint      not null default 0,
    at_second      bigint      not null default 0,
    checked        bigint      not null default 0,
    rounds         bigint      not null default 0,
    round_checked  bigint      not null default 0,
    first_ended_at timestamptz,
    last_began_at  timestamptz,
    last_ended_at  timestamptz,
    began_at       timestamptz
) with (fillfactor = 50);
insert into inventory.reading (reading) values (1), (2), (3), (4);
