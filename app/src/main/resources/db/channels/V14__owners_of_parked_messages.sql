-- Who has taken it on; nobody where there is none.
alter table channels.message
    add column owner text;
