-- A line that is a component of a bundle says which: under which number the bundle was told, what was sold, how many base
-- units of this line make one of it, and how the bundle was called. Its quantity is that of the bundle.
alter table orders.sale_quantity
    add column bundle_line   smallint check (bundle_line > 0),
    add column bundle_sku_id bigint,
    add column bundle_units  bigint check (bundle_units > 0),
    add column bundle_title  text,
    add check (num_nulls(bundle_line, bundle_sku_id, bundle_units, bundle_title) in (0, 4));
