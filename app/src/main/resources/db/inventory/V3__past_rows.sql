-- Read when the line is written, and so while its row is locked: within a row, time follows the version. The start of
-- the transaction, which it was before, may be earlier than what another transaction wrote meanwhile.
alter table inventory.movement alter column recorded_at set default clock_timestamp();

-- What people set on a row, which the ledger's lines do not carry: one entry per movement of kind SAFETY or ALLOWANCE,
-- with both values after it. Apart from the ledger, so that a line of an order stays as narrow as it is. Null: the
-- movement is older than this table, and the value of a later one alone is known.
create table inventory.setting (
    merchant_id bigint not null,
    sku_id      bigint not null,
    node_id     bigint not null,
    version     bigint not null,
    safety      bigint,
    allowance   bigint,
    primary key (merchant_id, sku_id, node_id, version),
    check (safety >= 0 and allowance >= 0)
);

-- Of movements there are already: nothing was set before the first, and the row says what the last one set.
insert into inventory.setting (merchant_id, sku_id, node_id, version, safety, allowance)
select merchant_id, sku_id, node_id, moved.version,
       case when moved.version >= safety_last then stock.safety
            when moved.version >= safety_first then null
            else 0 end,
       case when moved.version >= allowance_last then stock.allowance
            when moved.version >= allowance_first then null
            else 0 end
  from (select merchant_id, sku_id, node_id, version,
               min(version) filter (where kind = 8) over of_row as safety_first,
               max(version) filter (where kind = 8) over of_row as safety_last,
               min(version) filter (where kind = 9) over of_row as allowance_first,
               max(version) filter (where kind = 9) over of_row as allowance_last
          from inventory.movement
         where kind in (8, 9)
        window of_row as (partition by merchant_id, sku_id, node_id)) as moved
  join inventory.stock using (merchant_id, sku_id, node_id);
