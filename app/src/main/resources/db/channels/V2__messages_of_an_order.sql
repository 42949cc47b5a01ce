-- An erasure asks which messages told of a person's orders.
create index message_of_order on channels.message (merchant_id, order_id) where order_id is not null;
