-- A message may come as XML, of either pillar: the iJw messages are for youth (JW305, JW307,
-- JW323), the iWmo messages for adults (WMO305, WMO307, WMO323).
alter table declaration
    add column pillar text not null default 'youth'
        constraint declaration_pillar_known check (pillar in ('youth', 'adult')),
    -- What the header of an XML message says beyond the message: who received it, and the
    -- versions of its schemas. Null for a message that came as JSON.
    add column header json,
    add constraint declaration_header_of_xml check ((channel = 'xml') = (header is not null));

alter table declaration alter column pillar drop default;

-- TR056, TR333: ids are the sender's own within one legal domain.
drop index declaration_message_id_once;
create unique index declaration_message_id_once
    on declaration (agb_code, message_id, kind, pillar) where counts;
drop index declaration_number_once;
create unique index declaration_number_once
    on declaration (partner_id, declaration_number, pillar) where counts and kind = 'claim';

-- Of the BSN that a start or stop in XML came with (the key of a class has the BSN in it).
alter table delivery add column client_digest bytea;
grant update (client_digest) on delivery to hendig_service;
