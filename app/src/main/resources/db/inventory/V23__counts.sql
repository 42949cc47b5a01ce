-- Sheets by which people count a node's goods. state 1: open; 2: approved; 3: rejected.
create table inventory.count_sheet (
    merchant_id bigint      not null,
    id          bigint      generated always as identity,
    node_id     bigint      not null,
    state       smallint    not null,
    note        text        not null,
    opened_by   text        not null,
    opened_at   timestamptz not null,
    decided_by  text,
    decided_at  timestamptz,
    reason      text,
    version     bigint      not null,
    primary key (merchant_id, id)
);

-- What was there when the sheet was opened; what was counted, and the row's last movement at that moment.
create table inventory.count_line (
    merchant_id     bigint not null,
    sheet_id        bigint not null,
    sku_id          bigint not null,
    frozen_version  bigint not null,
    frozen_on_hand  bigint not null,
    counted         bigint check (counted >= 0),
    difference      bigint,
    counted_version bigint,
    counted_by      text,
    verdict         smallint,
    primary key (merchant_id, sheet_id, sku_id),
    check ((counted is null) = (counted_version is null))
);
