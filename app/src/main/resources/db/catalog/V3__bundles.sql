-- A SKU sold by its components. It stays here when it is one no longer, without components, so that its version goes on.
create table catalog.bundle (
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    version     bigint      not null check (version > 0),
    changed_at  timestamptz not null,
    primary key (merchant_id, sku_id),
    foreign key (merchant_id, sku_id) references catalog.sku
);

create table catalog.bundle_component (
    merchant_id      bigint   not null,
    sku_id           bigint   not null,
    place            smallint not null check (place between 1 and 20),
    component_sku_id bigint   not null check (component_sku_id <> sku_id),
    units            bigint   not null check (units between 1 and 1000000),
    primary key (merchant_id, sku_id, place),
    unique (merchant_id, sku_id, component_sku_id),
    foreign key (merchant_id, sku_id) references catalog.bundle,
    foreign key (merchant_id, component_sku_id) references catalog.sku
);
create index on catalog.bundle_component (merchant_id, component_sku_id);
