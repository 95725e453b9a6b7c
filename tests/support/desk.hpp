#pragma once
// A small scenario for the command line.

#include <string>

namespace tiersim::test {

/// Two tiers and four weeks: some milliseconds a replication.
inline const std::string desk_yaml =
    "name: Two tiers\n"
    "horizon: {start: 2026-01-05, length: 4w, time_zone: Europe/Paris}\n"
    "calendars:\n"
    "  office: {weekly: {mon-fri: \"08:00-18:00\"}}\n"
    "shifts:\n"
    "  day: {weekly: {mon-fri: \"08:00-16:00\"}}\n"
    "priorities: [P1, P2]\n"
    "ticket_types:\n"
    "  access:\n"
    "    resolves: {L1: 80%, L2: 100%}\n"
    "    handle_time: {L1: 10m, L2: 30m}\n"
    "demand:\n"
    "  access: {type: access, volume: 80/day, priorities: {P1: 20%, P2: 80%}}\n"
    "tiers:\n"
    "  - {name: L1, queue: by_priority}\n"
    "  - {name: L2}\n"
    "staff:\n"
    "  desk: {tier: L1, heads: 5, shift: day, cost_per_hour: 26}\n"
    "  engineers: {tier: L2, heads: 4, shift: day, cost_per_hour: 40}\n"
    "sla:\n"
    "  resolution: {target: {P1: 4h, P2: 2bd}, calendar: office}\n"
    "experiment: {replications: 3}\n"
    "targets:\n"
    "  - {kpi: fcr, is: \">= 5%\"}\n"
    "  - {kpi: on_time, where: {sla: resolution}, is: \">= 99.9%\"}\n"
    "  - {kpi: mttr, stat: p90, where: {priority: P1}, is: \"<= 1m\"}\n";

}  // namespace tiersim::test
