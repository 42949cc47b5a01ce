-- What of a SKU is set aside for transfers or on its way, without reading all that ever was: proofs go by it.
create index on inventory.transfer_line (merchant_id, sku_id)
    where set_aside <> 0 or shipped - received - lost - turned_back <> 0;
