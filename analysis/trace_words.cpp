#include "analysis/trace_words.hpp"

namespace tiersim {

std::string_view why_waiting_ends(Cause cause) {
  switch (cause) {
    case Cause::sla_share: return ": a share of an SLA target has passed";
    case Cause::handed_over: return ": handed over to others";
    case Cause::horizon_end: return ", still at the horizon's end";
    case Cause::resolved:
    case Cause::unsolved:
    case Cause::retried:
    case Cause::work_threshold:
    case Cause::taken:
    case Cause::off_duty:
    case Cause::resumed:
    case Cause::pends:
    case Cause::answered:
    case Cause::returned:
    case Cause::documented:
    case Cause::preempted:
    case Cause::undocumented:
    case Cause::misrouted:
    case Cause::merged:
    case Cause::cancelled:
    case Cause::raised:
    case Cause::reopened: return "";
    case Cause::unanswered: return ": no answer";
  }
  return "";
}

std::string_view why_work_ends(Cause cause) {
  switch (cause) {
    case Cause::resolved: return ": solved";
    case Cause::unsolved: return ": not solved";
    case Cause::retried: return ": not solved, to be tried again";
    case Cause::work_threshold: return ": too long at this tier";
    case Cause::sla_share: return ": a share of an SLA target has passed";
    case Cause::off_duty: return ", then goes off duty";
    case Cause::handed_over: return ": the shift ends, handed over to others";
    case Cause::horizon_end: return ", still at the horizon's end";
    case Cause::pends: return ", then has to wait for somebody";
    case Cause::returned: return ": not documented well enough, pushed back";
    case Cause::documented: return ": documented, up again";
    case Cause::undocumented: return ": looked up, nothing is documented";
    case Cause::preempted: return ": preempted by a higher priority";
    case Cause::misrouted: return ": it is for others";
    case Cause::merged: return ": it is a duplicate";
    case Cause::cancelled: return ": there is nothing to do";
    case Cause::raised:
    case Cause::taken:
    case Cause::resumed:
    case Cause::answered:
    case Cause::unanswered:
    case Cause::reopened: return "";
  }
  return "";
}

}  // namespace tiersim
