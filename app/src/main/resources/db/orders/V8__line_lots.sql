-- The lot that a line's buyer saw, and the one that was promised; null: none yet, or by the rule whatever is there.
create table orders.line_lot (
    merchant_id  bigint   not null,
    order_id     bigint   not null,
    line         smallint not null,
    asked        text     not null,
    substitution smallint not null check (substitution between 1 and 3),
    promised     text,
    primary key (merchant_id, order_id, line)
);
