-- Ids are handed out in blocks (dev.tributary.database.SequenceBlocks): the increment is the block size.
create sequence catalog.merchant_id increment by 10;
create sequence catalog.channel_id increment by 10;
create sequence catalog.product_id increment by 500;
create sequence catalog.sku_id increment by 500;

create table catalog.merchant (
    merchant_id bigint primary key,
    code        text collate "C"        not null unique check (code <> ''),
    name        text        not null,
    zone        text        not null,
    currency    text        not null check (currency ~ '^[A-Z]{3}$'),
    version     bigint      not null check (version > 0),
    changed_at  timestamptz not null
);

create table catalog.channel (
    merchant_id  bigint      not null references catalog.merchant,
    channel_id   bigint      not null,
    code         text collate "C"        not null check (code <> ''),
    name         text        not null,
    adapter      text        not null,
    facts        boolean     not null,
    nodes        bigint[]    not null check (cardinality(nodes) <= 5),
    hold_seconds integer     not null check (hold_seconds > 0),
    version      bigint      not null check (version > 0),
    changed_at   timestamptz not null,
    primary key (merchant_id, channel_id),
    unique (merchant_id, code)
);

create table catalog.product (
    merchant_id bigint      not null references catalog.merchant,
    product_id  bigint      not null,
    code        text collate "C"        not null check (code <> ''),
    name        text        not null,
    version     bigint      not null check (version > 0),
    changed_at  timestamptz not null,
    primary key (merchant_id, product_id),
    unique (merchant_id, code)
);

create table catalog.sku (
    merchant_id    bigint      not null,
    sku_id         bigint      not null,
    product_id     bigint      not null,
    code           text collate "C"        not null check (code <> ''),
    name           text        not null,
    gtin           text        check (gtin ~ '^[0-9]{14}$'),
    unit           smallint    not null check (unit in (1, 2)),
    price_amount   bigint      not null check (price_amount >= 0),
    price_currency text        not null check (price_currency ~ '^[A-Z]{3}$'),
    version        bigint      not null check (version > 0),
    changed_at     timestamptz not null,
    primary key (merchant_id, sku_id),
    unique (merchant_id, code),
    foreign key (merchant_id, product_id) references catalog.product
);
create index on catalog.sku (merchant_id, product_id);
create index on catalog.sku (merchant_id, gtin) where gtin is not null;

-- How a unit people trade in (a box, a bottle, 500 g) becomes base units.
create table catalog.sale_unit (
    merchant_id bigint not null,
    sku_id      bigint not null,
    code        text collate "C"   not null check (code <> ''),
    base_units  bigint not null check (base_units > 0),
    primary key (merchant_id, sku_id, code),
    foreign key (merchant_id, sku_id) references catalog.sku
);

-- Under which names a channel knows a SKU. A SKU may have several names, a name means one SKU.
create table catalog.listing (
    merchant_id bigint      not null,
    channel_id  bigint      not null,
    channel_sku text collate "C"        not null check (channel_sku <> ''),
    sku_id      bigint      not null,
    version     bigint      not null check (version > 0),
    changed_at  timestamptz not null,
    primary key (merchant_id, channel_id, channel_sku),
    foreign key (merchant_id, channel_id) references catalog.channel,
    foreign key (merchant_id, sku_id) references catalog.sku
);
create index on catalog.listing (merchant_id, channel_id, sku_id);
