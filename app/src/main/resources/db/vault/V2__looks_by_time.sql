-- Looks are kept for a time, and end with the oldest.
create index view_viewed_at on vault.view (viewed_at);
