#include "analysis/input_warnings.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analysis/report_format.hpp"

namespace tiersim {

namespace {

std::string missing_text(Duration missing, Duration horizon) {
  const double share = 100 * in_hours(missing) / in_hours(horizon);
  return fmt::format("{} h ({}%) of the horizon", grouped(in_hours(missing), 1),
                     share < 1 ? "below 1" : fmt::format("{:.0f}", share));
}

void warn_of_forecasts(const Model& model, PlanWarnings& warnings) {
  std::map<Duration, std::vector<std::string>, std::greater<>> streams;
  for (const ModelStream& stream : model.streams) {
    if (stream.unforecast > Duration{0}) streams[stream.unforecast].push_back(stream.name);
  }
  for (const auto& [missing, names] : streams) {
    warnings.warn(
        "forecast_short",
        fmt::format("the forecast of {} has no interval for {}: no tickets open there",
                    joined(names), missing_text(missing, model.end - Instant{})),
        "check `horizon` and the dates in the file; volume 0 says that none are expected");
  }
}

}  // namespace

void warn_of_input(const Model& model, PlanWarnings& warnings) {
  warn_of_forecasts(model, warnings);
}

}  // namespace tiersim
