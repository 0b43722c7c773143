/* SPDX-License-Identifier: MIT */
/* Every number of the detector that is a choice, in one place. All are library defaults: how they were found
 * and how far they may move stands in docs/accuracy.md. */
#ifndef BANDEX_REP_TUNING_H
#define BANDEX_REP_TUNING_H

/* A share, as 256ths: what share() takes. */
#define PART(x) ((int32_t)((x)*256.0 + 0.5))

/* Forces as integers. */
#define NEWTON_EXPONENT (127u + 10u)   /* newtons in steps of a 1024th */
#define FLOOR_STEPS     1024           /* a floor that was told is at least so many */
#define FIRST_EXPONENT  (2 * 127 + 17) /* counts: the first move is 2^17 steps, at least */
#define FINEST          (127 + 73) /* no steps are finer: far from numbers that some processors take for 0 */
#define LIMIT_BITS      22
#define LIMIT           ((int32_t)1 << LIMIT_BITS) /* nothing is larger; a quarter of it makes the scale coarser */
#define COARSER         4                          /* bits at a time */
#define ABSURD          0x5D5E0B6Bu /* 1e18, as bits of a float: no sensor means such a value */

/* Filter. */
#define WARM_SAMPLES 3 /* so many start the filter */
/* Samples are taken together for at least this: their mean, without the highest and the lowest, is a shot;
 * samples beyond the number are not needed. */
#define SHOT_US 10000u
#define SAMPLES 255
/* Of shots no longer than this each third makes a step, the median of the last five, which also takes out
 * double spikes; longer ones are steps, medians of three. */
#define FAST_US       16000u
#define TAU_US        30000u /* each of the two low-passes; 10..50 ms count alike, more costs fast repetitions */
#define TAU_SLOPE_US  80000u /* low-pass of the slope */
#define NOISE_GAIN    67u    /* of the noise, falling: 0.25 s, as 256ths of 4096ths for 16 us */
#define NOISE_UP      4      /* bits less when rising: movement looks like noise, not the other way round */
#define NOISE_CLIP    3      /* more than this many noises at once is movement */
#define NOISE_BITS    6      /* the noise is kept so much finer than forces */
#define SHOT_BITS     4      /* ... and that of shots, which is larger, so much coarser */
#define NOISES(x)     PART((x) / 64) /* so many noises, as share of what is kept */
#define NOISE_LARGEST ((int32_t)1 << 15)
#define NOISE_NONE    16 /* a quarter of a step: finer steps of the force would be of use */
#define WARM_STEPS    12 /* at first the noise is a plain mean */

/* Clock and pauses. */
#define GAP_US           1500000u   /* longer steps start the filter anew */
#define GAP_STEPS        4u         /* ... if they are so many usual ones */
#define RESTART_US       500000u    /* rejected stamps of a restarted clock are believed after this */
#define RESTART_COUNT    8u         /* ... or after so many */
#define SET_END_DS       750u       /* tenths of a second: longer than a minute's pause within a set */
#define SETTLED_US       500000u    /* quiet at the bottom: the repetition is over */
#define SETTLED_COUNT_US 150000u    /* quiet after half a return: it counts */
#define PLATEAU_FALL     PART(0.15) /* of the rise: what falls so far from it is no plateau */
#define PLATEAU_RISE     PART(0.10) /* ... and rising so far ends it */
#define PLATEAU_US       300000u /* standing still on the way up, as the slope's low-pass sees it: pretension */
#define HOLD_US          1800000000u /* a longer isometric hold is told in parts: instants are 32 bits */
#define STALE_US         1200000000u /* 20 min: a rise that was highest so long ago starts anew */
#define PAST_US          0x7FFFFFFFu /* 35 min: an end so long ago stays there; what was not fetched of it is lost */

/* The smallest cycle. */
#define FLOOR_NEWTON     3.0f       /* of a signal in newtons */
#define FLOOR_LIGHT      PART(0.22) /* ... or of the reference, if that is less */
#define FLOOR_RESOLUTION 3u         /* in steps of the converter, if they are told */
#define FLOOR_NOISE      16.0       /* in noise of the filtered signal: what noise alone spans in minutes */
#define FLOOR_WHITE      42.0       /* ... by what lies beside the low-passes, times the square of 1 - gain */
#define FEW_US           45000u     /* steps from this to three times as long: one of both is enough */
#define FLOOR_SHOTS      3.15       /* in noise of single shots */
#define FLOOR_WANDER     28.0 /* ... of unitless signals: nothing else tells how a sensor at rest wanders */
#define FLOOR_LEVEL      PART(0.15) /* of the force held: a hold trembles in proportion to its force */
#define HELD_MOST        PART(0.70) /* ... at most so large a part of the reference */
#define OFFSET           5          /* so many references held are an offset of the sensor */
#define FLOOR_LARGEST    PART(0.15) /* of the largest cycle seen */
#define LARGEST_KEPT     PART(0.97) /* ... which fades with every repetition */
#define WIDTH            PART(0.65) /* least width (area over height) of a repetition, of its least duration */

/* Classes, in the reference (decisions of the design). */
#define FULL    PART(0.50)
#define PARTIAL PART(0.25)

/* Zig-zag. */
#define HYSTERESIS      PART(0.20) /* of the reference: below PARTIAL, so that the class decides */
#define HYSTERESIS_RISE PART(0.30) /* of the rise */
#define DIP             PART(0.66) /* of the rise: what lets off less may be a dip within a repetition */
#define DIP_DEEPER      PART(0.25) /* of the dip's height above the trough: falling so far ends the question */

/* Counting. */
#define RETURN     PART(0.70) /* share of the fall at which a repetition counts */
#define BOTTOM     PART(0.85) /* so far down a rest is the bottom */
#define TOP_SHARE  PART(0.70) /* of the reference: counts when the set ends at the top */
#define SLACK_RISE PART(1.35) /* of the reference: so large a rise began in the slack ... */
#define SLACK_REST PART(0.70) /* ... if at least so much followed the plateau */

/* First cycles. */
#define SLIGHT_US     1000000u   /* shorter ones wait for more of them */
#define BRIEF_US      500000u    /* ... and beside a longer one such are yanks */
#define TWIN          PART(0.70) /* ... unless there are two so alike: smaller over larger */
#define SLIGHT_FLOORS 2          /* ... and those smaller than this many floors */
#define FAINT_NOISE   150.0      /* ... and in a unitless signal those below this many noises */
#define EVEN          PART(0.7)  /* their rise and fall are alike: smaller over larger */
#define SLIGHT_RUN    3          /* so many similar short ones running are repetitions */
#define FAINT_RUN     4          /* so many similar, even, faint ones are */
#define ALIKE         PART(0.6)  /* slight cycles that belong together when nothing follows */
#define SETUP_CYCLES  8u /* so many first moves may be revoked if all were below PARTIAL of what follows */
#define SETUP_JUMP    PART(2.2) /* a first move is set-up if the next cycle is so much larger */

/* Scale. */
#define WEAK_FLOORS PART(1 / 6.0)  /* counts of which the floor is so large a part may all be revoked */
#define WEAK_JUMP   PART(1 / 30.0) /* ... as may those that are so small a part of a later one */
#define LEAST       PART(0.40)     /* ... and at least so large: less is a partial repetition by intent */
#define LESSER      PART(0.62) /* of the reference: at most so large are similar partials that become full */
#define SIMILAR     PART(0.70) /* ... and so alike: smallest over largest */

/* Measures. */
#define MICRO       17592186u /* a millionth, in 2^-MICRO_BITS */
#define MICRO_BITS  44
#define START       PART(0.10)                /* of the flank: start and end of a repetition */
#define EDGE        PART(0.05)                /* of the peak slope: edges of the phases */
#define EDGE_US     (3u * TAU_SLOPE_US)       /* which the slope's low-pass takes to fall to EDGE */
#define RISE_RATIO  PART(2.8)                 /* between the points kept of a rise: from 5 % to the top */
#define RISE_NOISE  NOISES(0.3 * FLOOR_NOISE) /* the first point of a rise: of the noise as kept */
#define RISE_FIRST  PART(0.015)               /* ... and of the reference */
#define FALL_US     2000000u                  /* so long after the peak this may be the fall from it */
#define FALL_RATIO  PART(1.08)                /* of a fall: the last seventh */
#define SLOPE_RATIO PART(1 / 6.0)             /* of its slope, as a part: from a 36th to the steepest */
#define SLOWEST_US  900000u                   /* so long ones show no repetitions */
#define LOW_RATE_US 50000u                    /* longer steps do not tell phases */
#define RFD_STEP_US 12600u /* 80 Hz, with some tolerance: below, no rate of force development is told */

#endif
