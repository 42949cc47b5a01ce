-- Keyed hashes of the phone numbers in messages that became no order: an erasure finds them by nothing else.
create table channels.message_person (
    merchant_id bigint not null,
    token bytea not null check (length(token) = 16),
    message_id bigint not null references channels.message on delete cascade,
    primary key (merchant_id, token, message_id)
);
create index message_person_of on channels.message_person (message_id);
