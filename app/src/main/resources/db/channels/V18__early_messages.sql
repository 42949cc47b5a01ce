-- Parked messages of orders that have not come: they go on by themselves when these do.
create table channels.early_message (
    merchant_id bigint not null,
    channel_id  bigint not null,
    number      text   not null check (length(number) between 1 and 200),
    message_id  bigint not null references channels.message on delete cascade,
    primary key (channel_id, number, message_id)
);
create index early_message_of on channels.early_message (message_id);
