-- disposition 1: on hand again; 2: held as damaged; 3: held in quarantine; 4: gone for good.
alter table orders.goods_return_line
    drop constraint goods_return_line_disposition_check,
    add check (disposition between 1 and 4);
