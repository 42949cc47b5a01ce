-- Lines that were promised of goods which are expected.
create index on orders.order_line (merchant_id, order_id) where reservation = 7;
