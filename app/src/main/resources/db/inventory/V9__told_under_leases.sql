-- What shadow values of units on hand are made of, so that a snapshot that comes late loses nothing told after its moment.
-- One entry per telling, no more than the ledger would have got; they go with their shadow value.
create table inventory.shadow_telling (
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    node_id     bigint      not null,
    nth         bigint      generated always as identity,
    -- Null: it was a count.
    units       bigint,
    told_at     timestamptz not null default clock_timestamp(),
    primary key (merchant_id, sku_id, node_id, told_at, nth)
);

-- Shadow values there are already, as if all of one had been told when its last part was.
insert into inventory.shadow_telling (merchant_id, sku_id, node_id, units, told_at)
select merchant_id, sku_id, node_id, case when told_kind <> 'COUNT' then difference end, told_at
  from inventory.shadow
 where field = 'ON_HAND' and (told_kind = 'COUNT' or not whole);
