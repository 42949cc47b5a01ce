-- A snapshot says one number of a row, and whether it lists a row is asked for each row of a node.
create unique index snapshot_line_row on inventory.snapshot_line (merchant_id, snapshot_id, sku_id, node_id);
