-- Published to the books' proof, which holds orders against promises in one statement and so in one moment.
create view inventory.promise as
select merchant_id, order_id, line, sku_id, node_id, units from inventory.reservation;
