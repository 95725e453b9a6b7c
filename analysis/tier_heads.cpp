#include "analysis/tier_heads.hpp"

#include "tiersim/periods.hpp"

namespace tiersim {
namespace {

double paid_ms_of_post(const MeasureLayout& layout, const Measures& total, PostId post) {
  return static_cast<double>(total.sums[layout.staff(post, StaffSum::paid_ms)]);
}

}  // namespace

double
heads_at(const Model& model, const MeasureLayout& layout, const Measures& total, TierId tier) {
  double heads = 0;
  for (std::uint32_t i = 0; i < model.posts.size(); ++i) {
    const ModelPost& post = model.posts[PostId{i}];
    if (post.tier != tier) continue;
    const ModelGroup& group = model.groups[post.group];
    double paid = 0;
    for (const PostId one : group.posts) paid += paid_ms_of_post(layout, total, one);
    const double share = paid > 0 ? paid_ms_of_post(layout, total, PostId{i}) / paid
                                  : 1 / static_cast<double>(group.posts.size());
    heads += share * mean_heads(group, measured_window(model));
  }
  return heads;
}

double
paid_ms_at(const Model& model, const MeasureLayout& layout, const Measures& total, TierId tier) {
  double paid = 0;
  for (std::uint32_t i = 0; i < model.posts.size(); ++i) {
    if (model.posts[PostId{i}].tier == tier) paid += paid_ms_of_post(layout, total, PostId{i});
  }
  return paid;
}

}  // namespace tiersim
