-- choice 0: the line's first; 1: another row that may give it. passed_over: at its last try there was something for it
-- here, but not for it alone to have: a quota, its lot or the rest of its bundle stood against it.
alter table inventory.waiting
    add column choice smallint not null default 0 check (choice in (0, 1)),
    add column passed_over boolean not null default false;
