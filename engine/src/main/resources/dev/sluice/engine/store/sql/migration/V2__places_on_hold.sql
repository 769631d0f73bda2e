-- A hold is on a release, with its digests, or on a place: a service in an environment.

alter table hold rename to hold_before;

create table hold (
  id text not null primary key,
  seq bigint not null unique,
  release text,
  digests text,
  service text,
  environment text,
  since bigint not null,
  why text not null,
  lifted_by text,
  lifted_at bigint,
  lifted_why text,
  check (
    (release is not null and digests is not null and service is null and environment is null)
    or (release is null and digests is null and service is not null and environment is not null)
  )
);

insert into hold (id, seq, release, digests, since, why, lifted_by, lifted_at, lifted_why)
select id, seq, release, digests, since, why, lifted_by, lifted_at, lifted_why from hold_before;

drop table hold_before;
