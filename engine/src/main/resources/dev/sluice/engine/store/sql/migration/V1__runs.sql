-- Times are nanoseconds since 1970, truths are 0 and 1. Only what SQLite and PostgreSQL share.

create table run (
  id text not null primary key,
  kind text not null,
  service text not null,
  environment text not null,
  created_at bigint not null,
  created_by text not null,
  changed_at bigint not null,
  version bigint not null,
  phase text not null,
  is_open smallint not null,
  due bigint not null,
  holder text,
  epoch bigint not null,
  lease_until bigint,
  last_seq bigint not null,
  posted bigint not null,
  inbox_up_to bigint not null,
  pending integer not null
);

create index run_due on run (due) where is_open = 1 or pending > 0;
create index run_created on run (created_at);
create index run_target on run (service, environment, created_at);

-- Apart from the run, so that a lease that is prolonged does not write the whole state again.
create table run_state (
  run text not null primary key references run (id),
  json text not null
);

create table input (
  run text not null references run (id),
  seq bigint not null,
  at bigint not null,
  json text not null,
  primary key (run, seq)
);

create table decision (
  run text not null references run (id),
  seq bigint not null,
  at bigint not null,
  json text not null,
  primary key (run, seq)
);

create table outgoing (
  run text not null references run (id),
  seq bigint not null,
  json text not null,
  done_at bigint,
  attempts integer not null,
  why text,
  next_at bigint,
  primary key (run, seq)
);

create index outgoing_pending on outgoing (run, seq) where done_at is null;

create table message (
  run text not null references run (id),
  seq bigint not null,
  at bigint not null,
  sent_by text not null,
  json text not null,
  primary key (run, seq)
);

-- Orders of a target are numbered; one run at a time steers it.
create table target (
  service text not null,
  environment text not null,
  generation bigint not null,
  run text references run (id),
  primary key (service, environment)
);

create index target_run on target (run);

create table kept_release (
  id text not null primary key,
  service text not null,
  canonical text not null,
  kept_at bigint not null,
  kept_by text not null
);

create index kept_release_service on kept_release (service, kept_at);

create table release_label (
  release text not null references kept_release (id),
  name text not null,
  value text not null,
  primary key (release, name)
);

create table deployment (
  service text not null,
  environment text not null,
  seq bigint not null,
  release text not null references kept_release (id),
  at bigint not null,
  verified smallint not null,
  primary key (service, environment, seq)
);

create table hold (
  id text not null primary key,
  seq bigint not null unique,
  release text not null,
  digests text not null,
  since bigint not null,
  why text not null,
  lifted_by text,
  lifted_at bigint,
  lifted_why text
);

create table counter (
  name text not null primary key,
  value bigint not null
);

insert into counter (name, value) values ('holds', 0);
