-- Units that a refund told apart from its order took off a line before they left.
alter table orders.order_line add column units_refunded bigint not null default 0 check (units_refunded >= 0);
