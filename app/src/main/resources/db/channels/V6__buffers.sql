-- What people say a channel is to be told less of a SKU than there is, in place of the buffer that is worked out; 0 is none.
create table channels.buffer_setting (
    merchant_id bigint      not null,
    channel_id  bigint      not null,
    sku_id      bigint      not null,
    units       bigint      not null check (units between 0 and 1000000),
    owner       text        not null,
    reason      text        not null,
    set_at      timestamptz not null,
    version     bigint      not null check (version > 0),
    primary key (merchant_id, channel_id, sku_id)
);

-- How much less than there was the channel was told.
alter table channels.told add column held_back bigint not null default 0;
