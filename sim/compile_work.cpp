#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "sim/compile.hpp"

namespace tiersim::compiling {

namespace {

/// Tickets of the same skill and clearances, open to the same groups of the tier, wait together.
struct QueueKey {
  TierId tier;
  std::string skill;
  std::vector<std::string> clearances;
  std::vector<PostId> open_to;
  bool operator<(const QueueKey& other) const {
    return std::tie(tier, skill, clearances, open_to) <
           std::tie(other.tier, other.skill, other.clearances, other.open_to);
  }
};

bool holds_all(const Group& group, const std::vector<std::string>& clearances) {
  return std::all_of(clearances.begin(), clearances.end(), [&](const std::string& clearance) {
    return std::find(group.holds.begin(), group.holds.end(), clearance) != group.holds.end();
  });
}

const Group& group_of(const Context& context, const ModelPost& post) {
  return (context.scenario.staff.begin() + post.group.index())->second;
}

/// How good the group is at the skill: nothing when it has not got it.
std::optional<GroupSkill> ability(const Group& group, const std::string& skill) {
  if (skill.empty() || group.skills.empty()) return GroupSkill{};
  if (const GroupSkill* own = group.skills.find(skill)) return *own;
  return std::nullopt;
}

std::uint32_t preference_of(const Tier& tier, const std::string& group) {
  const auto found = std::find(tier.groups.begin(), tier.groups.end(), group);
  return static_cast<std::uint32_t>(found - tier.groups.begin());
}

ModelQueue compile_queue(const Context& context, const QueueKey& key) {
  const Model& model = context.model;
  ModelQueue result;
  result.tier = key.tier;
  const auto add_all = [&](bool triage) {
    for (const PostId post : key.open_to) {
      const Group& group = group_of(context, model.posts[post]);
      if (!holds_all(group, key.clearances)) continue;
      const std::optional<GroupSkill> skill = triage ? GroupSkill{} : ability(group, key.skill);
      if (!skill) continue;
      const GroupId id = model.posts[post].group;
      const Tier& rules = context.scenario.tiers[key.tier.index()];
      const std::uint32_t rank = preference_of(rules, model.groups[id].name);
      result.eligible.push_back({post, id, skill->speed, skill->solve, rank});
    }
  };
  add_all(false);
  if (result.eligible.empty()) {
    result.triage = true;
    add_all(true);
  }
  std::stable_sort(result.eligible.begin(), result.eligible.end(),
                   [](const auto& a, const auto& b) { return a.preference < b.preference; });
  return result;
}

ModelTier compile_tier(const Context& context, const Tier& tier) {
  ModelTier result;
  result.name = tier.name;
  result.order = tier.queue;
  result.assignment = tier.assignment;
  result.occupancy_cap = tier.occupancy_cap;
  result.service_level = tier.service_level.value_or(ServiceLevel{});
  if (tier.escalation_time) result.escalation_time = Sampler{*tier.escalation_time, 1};
  if (tier.look_up) result.look_up = Sampler{*tier.look_up, 1};
  if (tier.triage_time) result.triage_time = Sampler{*tier.triage_time, 1};
  result.misroutes = tier.misroutes.value_or(0);
  if (tier.preempted_by) {
    const std::vector<std::string>& known = context.scenario.priorities;
    const auto found = std::find(known.begin(), known.end(), *tier.preempted_by);
    result.preempted_by = PriorityId{static_cast<std::size_t>(found - known.begin())};
  }
  for (const EscalationThreshold& threshold : tier.escalate) {
    if (threshold.work) {
      result.work_threshold =
          std::min(result.work_threshold.value_or(*threshold.work), *threshold.work);
    }
    if (threshold.share) {
      result.share_thresholds.push_back(
          {id_of<SlaId>(context.scenario.sla, threshold.sla), *threshold.share});
    }
    if (threshold.attempts) result.attempts = *threshold.attempts;
  }
  return result;
}

std::vector<Sampler> samplers(const Context& context, const HandleTime& time, double default_cv) {
  std::vector<Sampler> result;
  if (time.by_channel.empty()) {
    result.emplace_back(time.time, default_cv);
    return result;
  }
  for (const ModelChannel& channel : context.model.channels) {
    const Distribution* own = time.by_channel.find(channel.name);
    result.emplace_back(own ? *own : time.time, default_cv);
  }
  return result;
}

/// The posts that are open to a customer's tickets, by tier: in order.
using Access = std::vector<std::vector<PostId>>;

/// The queue of a type's tickets at a tier; made when it is the first of its kind there.
class Queues {
 public:
  explicit Queues(Context& context) : context_{context} {}
  QueueId find_or_add(TierId tier, const TicketType& type, const std::vector<PostId>& open_to) {
    QueueKey key{tier, type.skill.value_or(""), type.requires_clearances, open_to};
    std::sort(key.clearances.begin(), key.clearances.end());
    Table<QueueId, ModelQueue>& table = context_.model.queues;
    const auto [entry, is_new] = known_.try_emplace(std::move(key), table.next_id());
    if (is_new) table.add(compile_queue(context_, entry->first));
    return entry->second;
  }

 private:
  Context& context_;
  std::map<QueueKey, QueueId> known_;
};

TypeAtTier compile_type_at(
    Context& context, Queues& queues, const TicketType& type, const Access& access, TierId tier) {
  TypeAtTier at;
  const std::string& name = context.scenario.tiers[tier.index()].name;
  const HandleTime* time = type.handle_time.find(name);
  if (!time) return at;
  at.queue = queues.find_or_add(tier, type, access[tier.index()]);
  const ModelQueue& queue = context.model.queues[at.queue];
  if (queue.eligible.empty()) return at;  // nobody holds the clearances, or may: skipped
  at.worked = true;
  at.work_by_channel =
      samplers(context, *time, tier.index() == 0 ? default_cv_first : default_cv_above);
  at.mean_ms = mean_ms(time->time);
  const double* resolves = type.resolves.find(name);
  const double* documented = type.documented.find(name);
  at.documented = documented && !queue.triage ? *documented : 1;
  at.chance = queue.triage ? 0 : (resolves ? *resolves : 1);
  return at;
}

ModelRoute compile_route(
    Context& context, Queues& queues, TypeId id, const TicketType& type, const Access& access) {
  ModelRoute result;
  result.type = id;
  TierId above;
  for (std::size_t i = 0; i < context.scenario.tiers.size(); ++i) {
    result.at.push_back(compile_type_at(context, queues, type, access, TierId{i}));
  }
  for (std::size_t i = result.at.size(); i-- > 0;) {
    TypeAtTier& at = result.at[i];
    at.next = above;
    if (!at.worked) continue;
    at.is_last = !above.exists();
    if (at.is_last) at.documented = 1;  // those above may lack a clearance
    context.model.has_life = context.model.has_life || at.documented < 1;
    above = TierId{i};
  }
  result.first = above;
  return result;
}

/// The groups of no customer, and those of each, in order.
struct Dedication {
  std::vector<GroupId> of_none;
  std::map<std::string, std::vector<GroupId>> of_customer;
};

Dedication dedication(const Scenario& scenario) {
  Dedication result;
  GroupId id{0U};
  for (const auto& [name, group] : scenario.staff) {
    if (group.dedicated_to.empty()) result.of_none.push_back(id);
    const std::set<std::string> customers{group.dedicated_to.begin(), group.dedicated_to.end()};
    for (const std::string& customer : customers) result.of_customer[customer].push_back(id);
    id = GroupId{id.index() + 1};
  }
  return result;
}

void add_posts(const Model& model, const std::vector<GroupId>& groups, Access& access) {
  for (const GroupId group : groups) {
    for (const PostId post : model.groups[group].posts) {
      access[model.posts[post].tier.index()].push_back(post);
    }
  }
}

/// \return the accesses that customers have, each once: to the groups of none, and to their own.
std::vector<Access> compile_access(Context& context) {
  Model& model = context.model;
  Dedication groups = dedication(context.scenario);
  Access to_all(model.tiers.size());
  add_posts(model, groups.of_none, to_all);
  std::vector<Access> accesses;
  std::map<std::vector<GroupId>, std::size_t> known;
  for (ModelCustomer& customer : model.customers) {
    const std::vector<GroupId>& own = groups.of_customer[customer.name];
    const auto [entry, is_new] = known.try_emplace(own, accesses.size());
    customer.access = static_cast<std::uint32_t>(entry->second);
    if (!is_new) continue;
    Access& access = accesses.emplace_back(to_all);
    add_posts(model, own, access);
    for (std::vector<PostId>& posts : access) std::sort(posts.begin(), posts.end());
  }
  return accesses;
}

/// What the people of each post look at: the queues that list them.
void add_sources(Model& model) {
  for (std::uint32_t i = 0; i < model.queues.size(); ++i) {
    for (const ModelQueue::Eligible& one : model.queues[QueueId{i}].eligible) {
      model.posts[one.post].sources.push_back({QueueId{i}, one.speed, one.solve});
    }
  }
}

}  // namespace

void compile_work(Context& context) {
  Model& model = context.model;
  for (const Tier& tier : context.scenario.tiers) model.tiers.add(compile_tier(context, tier));
  const std::vector<Access> accesses = compile_access(context);
  Queues queues{context};
  for (const auto& [name, type] : context.scenario.ticket_types) {
    const TypeId id = model.types.next_id();
    ModelType result;
    result.name = name;
    result.kind = type.kind;
    result.skill = type.skill.value_or("");
    model.types.add(std::move(result));
    for (const Access& access : accesses) {
      model.routes.add(compile_route(context, queues, id, type, access));
    }
  }
  add_sources(model);
}

}  // namespace tiersim::compiling
