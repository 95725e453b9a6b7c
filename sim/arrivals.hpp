#pragma once
// Where tickets come from: each stream's arrivals, cell by cell, merged in order of time.

#include <array>
#include <cstdint>
#include <vector>

#include "tiersim/model.hpp"

namespace tiersim {

/// A ticket that is going to open.
struct Arrival {
  Instant at{};
  Duration work{0};        ///< handle time at the tier of entry, at speed 1
  double solve_draw = 0;   ///< whether it is solved there
  std::uint32_t item = 0;  ///< j in its cell, or the row of a replay
  std::uint32_t cell = 0;
  std::uint32_t mix = 0;  ///< which of its stream's: whose ticket it is
  LeafId leaf;
  TierId entry;
};

/// What else is drawn of it where tickets are pending or come back: of its tier of entry.
struct LifeDraws {
  Uniforms stop;       ///< of Purpose::pending
  Uniforms reopening;  ///< of Purpose::reopening
};

/// The draw of work at a tier: handle time and whether it is solved share a block.
struct WorkDraw {
  Duration work;
  double solve_draw;
};
/// Whose work is drawn.
struct WorkOf {
  LeafId leaf;
  TierId entry;
  Instant opened{};
};
/// \param tier  where it is worked. \param u  of Purpose::work, the tier and the visit.
[[nodiscard]] WorkDraw
draw_work(const Model& model, const ModelStream& stream, const WorkOf& of, TierId tier, Uniforms u);

/// The expected tickets an hour of a stream in the quarter that starts at `t`, without the daily
/// variation (its mean is 1). Replayed streams have none.
[[nodiscard]] double expected_rate(const ModelStream& stream, Instant t);

/// What the stream's expected tickets are multiplied by in a replication: the factor that is drawn
/// of its volume, by its mean. 1 where the volume is certain; the same in a replication's twin.
[[nodiscard]] double
drawn_volume(const Model& model, const ModelStream& stream, std::uint32_t replication);

/// All arrivals of one replication, in order of time; ties by stream, then item.
class ArrivalSource {
 public:
  ArrivalSource(const Model& model, std::uint32_t replication);

  /// Is there another one before the horizon's end?
  [[nodiscard]] bool exhausted() const { return heads_.empty(); }
  /// When the next one opens; `never` when there is none.
  [[nodiscard]] Instant next_at() const { return next_at_; }
  [[nodiscard]] const Arrival& next() const { return current().arrivals[current().position]; }
  /// nullptr: to be drawn when it is asked for.
  [[nodiscard]] const LifeDraws* next_life() const {
    const StreamState& stream = current();
    return stream.lives.empty() ? nullptr : &stream.lives[stream.position];
  }
  [[nodiscard]] StreamId next_stream() const { return StreamId{heads_.front().stream}; }
  /// Moves on to the one after.
  void advance() {
    StreamState& stream = streams_[heads_.front().stream];
    ++stream.position;
    if (heads_.size() == 1 && stream.position < stream.arrivals.size()) {
      next_at_ = stream.arrivals[stream.position].at;
    } else {
      reorder();
    }
  }

 private:
  static constexpr std::size_t quarters = 4;  ///< of a cell
  struct StreamState {
    std::vector<Arrival> arrivals;      ///< of the current cell, sorted
    std::vector<LifeDraws> lives;       ///< of these, if Model::has_life
    std::vector<std::uint64_t> points;  ///< of the current cell, by item
    std::vector<std::uint64_t> sorted;  ///< by time
    std::size_t position = 0;
    std::uint32_t next_cell = 0;
    std::size_t next_row = 0;  ///< of a replay
    LocalDay day = LocalDay::min();
    double day_factor = 1;     ///< daily variation, own times shared
    double volume_factor = 1;  ///< drawn by the mean
  };
  struct Head {
    Instant at;
    std::uint32_t stream;
    [[nodiscard]] bool after(const Head& other) const {
      return at > other.at || (at == other.at && stream > other.stream);
    }
  };

  [[nodiscard]] const StreamState& current() const { return streams_[heads_.front().stream]; }
  void reorder();
  bool refill(std::uint32_t index);
  void fill_cell(const ModelStream& stream, StreamState& state);
  void draw_points(const ModelStream& stream,
                   StreamState& state,
                   const std::array<double, quarters>& rates) const;
  void draw_labels(const ModelStream& stream, std::vector<Arrival>& arrivals) const;
  void draw_entry_work(const ModelStream& stream, std::vector<Arrival>& arrivals) const;
  void draw_lives(const ModelStream& stream, StreamState& state) const;
  void fill_rows(const ModelStream& stream, StreamState& state);
  double rate(const ModelStream& stream, StreamState& state, Instant t);
  double variation(const ModelStream& stream, StreamState& state, Instant t);

  const Model& model_;
  std::uint32_t replication_;
  std::vector<StreamState> streams_;
  std::vector<Head> heads_;  ///< a heap; the first is next
  Instant next_at_ = never;
};

}  // namespace tiersim
