-- When a quota began by the ledger's clock: what its rows' lines say since counts as left.
update inventory.quota set begun_at = clock_timestamp() where state = 2;

drop view inventory.quota_use;
create view inventory.quota_use as
select merchant_id, sku_id, id, code, node_id, channels, open, shipped from inventory.quota where state = 2;

-- Units that left a quota's rows since it began, by order: parcels, tills' sales, and voids of these.
create view inventory.quota_shipment as
select quota.merchant_id, quota.sku_id, quota.id, movement.order_id, -sum(movement.on_hand_change) as units
  from inventory.quota
  join inventory.movement on movement.merchant_id = quota.merchant_id and movement.sku_id = quota.sku_id
                         and quota.node_id in (0, movement.node_id)
 where quota.state = 2 and movement.recorded_at > quota.begun_at and movement.order_id is not null
   and (movement.kind in (4, 5) or movement.kind = 10 and movement.cause is null)
 group by quota.merchant_id, quota.sku_id, quota.id, movement.order_id;
