-- Of platforms whose stock is moved by a difference only: what they hold of each item, and what of a call nobody knows yet.
create table channels.platform_stock (
    merchant_id bigint      not null,
    channel_id  bigint      not null,
    store       text        not null,
    -- The platform's own name of the item.
    channel_sku text        not null,
    sku_id      bigint      not null,
    -- For certain, after the last look-up or the last call that was confirmed; null while nobody knows.
    held        bigint,
    looked_at   timestamptz,
    -- Written before the call, and gone when its outcome is known.
    difference  bigint,
    number      text check (length(number) between 1 and 64),
    sent_at     timestamptz,
    primary key (channel_id, store, channel_sku),
    check ((difference is null) = (number is null) and (number is null) = (sent_at is null))
) with (fillfactor = 70);
-- Which to look up again.
create index platform_stock_due on channels.platform_stock (channel_id, coalesce(sent_at, looked_at));
