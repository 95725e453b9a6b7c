#include "analysis/log_staff.hpp"

#include <fmt/format.h>

#include <iterator>

#include "analysis/csv_field.hpp"
#include "analysis/life_steps.hpp"
#include "analysis/time_stamp.hpp"

namespace tiersim {
namespace {

std::string_view presence_word(Presence presence) {
  switch (presence) {
    case Presence::on_duty: return "on duty";
    case Presence::overtime: return "overtime";
    case Presence::other_work: return "other work";
  }
  return "";
}

}  // namespace

std::string_view log_staff_header() { return "replication,group,agent,what,from,to\n"; }

void put_log_staff(std::string& rows,
                   const Model& model,
                   std::uint32_t replication,
                   const StaffFact& fact) {
  const std::string group = csv_field(model.groups[fact.group].name);
  const std::string agent = csv_field(agent_name(model, fact.group, fact.agent));
  fmt::format_to(std::back_inserter(rows), "{},{},{},{},", replication, group, agent,
                 presence_word(fact.presence));
  put_time_stamp(rows, model, fact.from);
  rows += ',';
  put_time_stamp(rows, model, fact.to);
  rows += '\n';
}

}  // namespace tiersim
