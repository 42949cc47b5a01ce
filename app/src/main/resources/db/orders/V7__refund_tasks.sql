-- Money that must go back. why: as RefundTask.Why; state 1: open; 2: done; 3: withdrawn, because the order lives again.
-- Raised while the order's row is locked, once for what caused it.
create table orders.refund_task (
    merchant_id bigint      not null,
    id          bigint generated always as identity,
    order_id    bigint      not null,
    cause       text        not null,
    why         smallint    not null,
    amount      bigint      not null check (amount > 0),
    state       smallint    not null default 1 check (state between 1 and 3),
    raised_at   timestamptz not null,
    done_at     timestamptz,
    done_by     text        not null default '',
    reference   text        not null default '',
    primary key (merchant_id, id),
    unique (merchant_id, order_id, cause),
    check ((state = 1) = (done_at is null))
);
create index on orders.refund_task (merchant_id, id) where state = 1;
