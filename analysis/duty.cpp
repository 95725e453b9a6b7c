#include "analysis/duty.hpp"

#include <algorithm>
#include <vector>

namespace tiersim {

namespace {

/// Spans that overlap or touch, joined. \param spans  by their start.
std::vector<Interval> merged(const std::vector<Interval>& spans) {
  std::vector<Interval> result;
  for (const Interval& span : spans) {
    if (!result.empty() && span.from <= result.back().to) {
      result.back().to = std::max(result.back().to, span.to);
    } else {
      result.push_back(span);
    }
  }
  return result;
}

}  // namespace

WorkingTime duty_of(const Model& model, TierId tier) {
  std::vector<Interval> spans;
  for (const ModelPost& post : model.posts) {
    if (post.tier != tier) continue;
    for (const RosterId roster : model.groups[post.group].rosters) {
      const std::vector<Interval>& own = model.rosters[roster].spans;
      spans.insert(spans.end(), own.begin(), own.end());
    }
  }
  std::sort(spans.begin(), spans.end(),
            [](const Interval& a, const Interval& b) { return a.from < b.from; });
  return WorkingTime{merged(spans)};
}

}  // namespace tiersim
