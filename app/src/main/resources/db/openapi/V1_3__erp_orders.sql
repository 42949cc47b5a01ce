-- Paid orders, and what the ERP has said of them.
create table openapi.erp_order (
    merchant_id bigint      not null,
    order_id    bigint      not null,
    sync_state  smallint    not null default 1 check (sync_state between 1 and 3), -- 1 pending, 2 synced, 3 failed
    erp_number  text        not null default '' check (length(erp_number) <= 64),
    note        text        not null default '' check (length(note) <= 500),
    marked_at   timestamptz,
    primary key (merchant_id, order_id)
) with (fillfactor = 70);
-- What the ERP asks for again and again is short; what it has marked is long.
create index erp_order_open on openapi.erp_order (merchant_id, sync_state, order_id) where sync_state <> 2;
