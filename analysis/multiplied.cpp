#include "analysis/multiplied.hpp"

namespace tiersim {

Distribution multiplied(Distribution d, double factor) {
  const auto scale = [factor](Duration& time) {
    time = to_duration(static_cast<double>(time.count()) * factor);
  };
  scale(d.mean);
  scale(d.low);
  scale(d.mode);
  scale(d.high);
  for (Duration& value : d.values) scale(value);
  for (MixturePart& part : d.parts) part.of = multiplied(part.of, factor);
  return d;
}

}  // namespace tiersim
