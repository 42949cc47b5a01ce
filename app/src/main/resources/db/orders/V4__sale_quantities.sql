-- What a line was told in a unit of sale; its unit_price is then of one such unit. Most lines are told in base units and
-- have no row here. Without base_units the line waits until somebody says how many they are, and its units are those told.
create table orders.sale_quantity (
    merchant_id bigint         not null,
    order_id    bigint         not null,
    line        smallint       not null,
    unit        text           not null,
    quantity    numeric(20, 6) not null check (quantity > 0),
    base_units  bigint check (base_units > 0),
    primary key (merchant_id, order_id, line)
);

-- The same of goods that came back: kept while they wait, for only then there is something left to reckon.
alter table orders.goods_return_line
    add column unit     text,
    add column quantity numeric(20, 6) check (quantity > 0),
    add check ((unit is null) = (quantity is null));
