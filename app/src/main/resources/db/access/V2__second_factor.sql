-- The second factor of an operator: the key of their authenticator app, sealed, and the last time step a code was taken of.
create table access.second_factor (
    operator_id bigint primary key references access.operator,
    secret bytea not null,
    step_last bigint not null check (step_last > 0),
    confirmed_at timestamptz not null
);

-- For who has lost the app; each is good once. 80 random bits need no slow hash.
create table access.recovery_code (
    operator_id bigint not null references access.second_factor on delete cascade,
    code_hash bytea not null check (length(code_hash) = 32),
    used_at timestamptz,
    primary key (operator_id, code_hash)
);
