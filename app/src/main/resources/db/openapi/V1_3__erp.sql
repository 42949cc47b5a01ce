-- Which orders the ERP has to take: a row from the moment an order is paid.
create table openapi.erp_sync (
    merchant_id bigint      not null,
    order_id    bigint      not null,
    state       smallint    not null check (state between 0 and 3), -- 0 over, 1 PENDING, 2 SYNCED, 3 FAILED
    version     bigint      not null,                               -- of the order's last event heard
    erp_number  text,
    note        text,
    marked_at   timestamptz,
    primary key (merchant_id, order_id)
) with (fillfactor = 80);
create index on openapi.erp_sync (merchant_id, state, order_id) where state in (1, 3);
