-- Who an order went to before its recipient was changed: messages of the order may hold their data.
create table orders.former_recipient (
    merchant_id bigint not null,
    record_id   bigint not null,
    order_id    bigint not null,
    primary key (merchant_id, record_id, order_id)
);
