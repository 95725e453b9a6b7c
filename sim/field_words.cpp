#include "sim/field_words.hpp"

#include <cmath>
#include <string_view>

#include "sim/text.hpp"

namespace tiersim {

std::string range_text(const Range& range, RangeUnit unit) {
  const auto end = [&](double x) {
    return unit == RangeUnit::percent ? percent_text(x) : number_text(x);
  };
  const bool low = std::isfinite(range.low);
  const bool high = std::isfinite(range.high);
  if (low && high && !range.low_open && !range.high_open) {
    return end(range.low) + " to " + end(range.high);
  }
  std::string text;
  if (low) text = (range.low_open ? "above " : "at least ") + end(range.low);
  if (low && high) text += ", ";
  if (high) text += (range.high_open ? "below " : "at most ") + end(range.high);
  return text;
}

std::string reference_text(Reference of) {
  switch (of) {
    case Reference::none: return "name";
    case Reference::calendar: return "calendar";
    case Reference::channel: return "channel";
    case Reference::clearance: return "clearance";
    case Reference::currency: return "currency";
    case Reference::customer: return "customer";
    case Reference::group: return "group";
    case Reference::kpi: return "KPI";
    case Reference::priority: return "priority";
    case Reference::shift: return "shift";
    case Reference::skill: return "skill";
    case Reference::sla: return "SLA";
    case Reference::stat: return "statistic";
    case Reference::ticket_type: return "ticket type";
    case Reference::tier: return "tier";
    case Reference::time_zone: return "time zone";
  }
  return "";
}

std::string_view example_name(Reference of) {
  switch (of) {
    case Reference::none: return "NAME";
    case Reference::calendar: return "office";
    case Reference::channel: return "phone";
    case Reference::group: return "desk";
    case Reference::kpi: return "fcr";
    case Reference::priority: return "P1";
    case Reference::shift: return "day";
    case Reference::skill: return "identity";
    case Reference::sla: return "resolution";
    case Reference::stat: return "p90";
    case Reference::ticket_type: return "access";
    case Reference::tier: return "L1";
    case Reference::clearance: return "vetted";
    case Reference::currency: return "EUR";
    case Reference::customer: return "acme";
    case Reference::time_zone: return "Europe/Paris";
  }
  return "";
}

std::string first_example(std::string_view example) {
  const std::size_t from = example.find('`');
  const std::size_t to = from == std::string_view::npos ? from : example.find('`', from + 1);
  if (to == std::string_view::npos) return "...";
  return std::string{example.substr(from + 1, to - from - 1)};
}

}  // namespace tiersim
