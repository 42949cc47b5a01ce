create sequence inventory.quota_id increment by 16;

-- What of a SKU some channels may promise, at one node or (node 0) over all of them. State 1: not begun; 2: in force; 3: over.
-- Kind 1: so many units set aside; 2: so many units at most; 3: so many hundredths at most.
-- Used by orders like a stock row, so pages keep room and no index changes.
create table inventory.quota (
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    id          bigint      not null,
    code        text        not null,
    node_id     bigint      not null,
    channels    bigint[]    not null,
    kind        smallint    not null,
    amount      bigint      not null,
    only_own    boolean     not null,
    valid_from  timestamptz not null,
    valid_until timestamptz,
    owner       text        not null,
    reason      text        not null,
    state       smallint    not null,
    -- Units that its channels have promised and hold, and units of theirs that left since it began.
    open        bigint      not null default 0,
    shipped     bigint      not null default 0,
    -- Of what people set; and of every change, also of its use.
    version     bigint      not null default 1,
    uses        bigint      not null default 1,
    set_by      text        not null,
    set_at      timestamptz not null,
    begun_at    timestamptz,
    ended_at    timestamptz,
    primary key (merchant_id, sku_id, id),
    check (kind between 1 and 3 and state between 1 and 3),
    check (amount >= 0 and open >= 0 and shipped >= 0),
    check ((state = 3) = (ended_at is not null))
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0);
create unique index on inventory.quota (merchant_id, code) where state < 3;
create index on inventory.quota (merchant_id, id);
create index on inventory.quota (valid_from) where state = 1;
create index on inventory.quota (valid_until) where state < 3;
create index on inventory.quota (ended_at) where state = 3;

-- A row made while its SKU has a quota in force has it too. Who begins a quota holds the same lock, but alone: so either
-- it sees the row, or the row's maker sees the quota.
create function inventory.inherit_quotas() returns trigger language plpgsql as $$
begin
    if exists (select from made) then
        perform pg_advisory_xact_lock_shared(1903521652, hashint8(merchant_id))
           from (select distinct merchant_id from made order by merchant_id) as merchants;
        update inventory.stock
           set traits = stock.traits | 1::smallint
          from made
         where stock.merchant_id = made.merchant_id and stock.sku_id = made.sku_id and stock.node_id = made.node_id
           and exists (select from inventory.quota
                        where quota.merchant_id = made.merchant_id and quota.sku_id = made.sku_id
                          and quota.node_id in (0, made.node_id) and quota.state = 2);
    end if;
    return null;
end $$;
create trigger inherit_quotas after insert on inventory.stock
    referencing new table as made for each statement execute function inventory.inherit_quotas();

-- Published to the books' proof, which holds quotas against orders and promises in one statement and so in one moment.
create view inventory.quota_use as
select merchant_id, sku_id, id, code, node_id, channels, open from inventory.quota where state = 2;
