-- An item whose look-up fails would be the first that is due for ever, and hold others up.
alter table channels.platform_stock add column asked_at timestamptz;
drop index channels.platform_stock_due;
create index platform_stock_due on channels.platform_stock (channel_id, greatest(asked_at, sent_at, looked_at));
