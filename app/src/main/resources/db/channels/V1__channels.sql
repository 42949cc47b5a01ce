-- What each sales channel needs to be spoken with. Secrets are encrypted by the hub's key, which is not in the database.
create table channels.account (
    merchant_id bigint not null,
    channel_id bigint not null,
    adapter text not null check (length(adapter) between 1 and 40),
    settings jsonb not null,
    secrets bytea not null,
    primary key (merchant_id, channel_id)
);
create unique index account_channel on channels.account (channel_id);

-- The inbox: what came, before it is understood.
create sequence channels.message_id increment by 1000;
create table channels.message (
    id bigint primary key,
    merchant_id bigint not null,
    channel_id bigint not null,
    adapter text not null,
    kind text not null,
    -- The platform's own name of the message, or a hash of its content: the same message twice is one row.
    natural_key bytea not null check (length(natural_key) between 1 and 64),
    received_at timestamptz not null,
    verdict text not null,
    headers text not null check (length(headers) <= 8192),
    -- Encrypted under the merchant's inbox key.
    body bytea not null,
    corrected_body bytea,
    state smallint not null default 1 check (state between 1 and 5),
    reason text not null default '' check (length(reason) <= 2000),
    suggestion text not null default '' check (length(suggestion) <= 500),
    order_id bigint,
    attempts integer not null default 0,
    unique (channel_id, natural_key)
) with (fillfactor = 80);
alter table channels.message alter column body set storage external;
create index message_waiting on channels.message (channel_id, received_at, id) where state = 1;
create index message_parked on channels.message (merchant_id, channel_id) where state = 4;
create index message_of_merchant on channels.message (merchant_id, id);
create index message_received on channels.message using brin (received_at);

-- What people did with a message.
create table channels.message_history (
    message_id bigint not null references channels.message on delete cascade,
    at timestamptz not null,
    actor text not null,
    what text not null,
    detail text not null
);
create index message_history_of on channels.message_history (message_id, at);

-- One row per channel with an inbox: who works on it until when, so that its messages stay in order.
create table channels.inbox_lane (
    channel_id bigint primary key,
    worker text,
    leased_until timestamptz not null
);

-- Lines of facts that wait for a mapping (no SKU) or for stock.
create table channels.waiting_line (
    merchant_id bigint not null,
    order_id bigint not null,
    line integer not null,
    sku_id bigint,
    due_at timestamptz not null,
    tries integer not null default 0,
    primary key (merchant_id, order_id, line)
);
create index waiting_line_due on channels.waiting_line (due_at);
create index waiting_line_sku on channels.waiting_line (merchant_id, sku_id);

-- Stock news: per channel, store and SKU only what was told last.
create table channels.told (
    channel_id bigint not null,
    store text not null,
    sku_id bigint not null,
    version bigint not null,
    available bigint not null,
    told_at timestamptz not null,
    primary key (channel_id, store, sku_id)
) with (fillfactor = 70);

-- Who tells a channel, until when.
create table channels.news_lane (
    channel_id bigint primary key,
    worker text,
    leased_until timestamptz not null
);
