-- Returns that wait for the mapping of a line (unmapped), or for the sale they name.
create table channels.waiting_return (
    merchant_id bigint not null,
    return_id bigint not null,
    channel_id bigint not null,
    sale text,
    unmapped boolean not null,
    since timestamptz not null,
    due_at timestamptz not null,
    tries integer not null default 0,
    primary key (merchant_id, return_id)
);
create index waiting_return_due on channels.waiting_return (due_at);
create index waiting_return_sale on channels.waiting_return (merchant_id, channel_id, sale) where sale is not null;
