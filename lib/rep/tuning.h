/* SPDX-License-Identifier: MIT */
/* Every number of the detector that is a choice, in one place. All are library defaults: how they were found and how
 * far they may move stands in docs/accuracy.md. */
#ifndef BANDEX_REP_TUNING_H
#define BANDEX_REP_TUNING_H

/* Filter. */
#define TAU_US 30000u            /* each of the two low-passes; 10..50 ms count alike, more costs fast repetitions */
#define TAU_SLOPE_US 80000u      /* low-pass of the slope */
#define FAST_US 16000u           /* shorter steps afford a median of 5, which also takes out double spikes */
#define TAU_NOISE_S 0.25f        /* of the noise falling: holds and rests tell it ... */
#define NOISE_UP 0.0625f         /* ... and so much slower rising: movement looks like noise, not the other way round */
#define NOISE_CLIP 3.0f          /* more than this many noises at once is movement */
#define WARM_US 250000u          /* at first the noise is a plain mean */
#define QUANTUM 0.125f           /* least noise, of the converter's step */
#define ABSURD 1e18f             /* no sensor means such a value */
#define TINY 1e-12f              /* no level of a ladder is lower: it must be able to grow */

/* Clock and pauses. */
#define GAP_US 1500000u          /* longer steps start the filter anew */
#define GAP_STEPS 4u             /* ... if they are so many usual ones */
#define RESTART_US 500000u       /* rejected stamps of a restarted clock are believed after this */
#define RESTART_COUNT 8u         /* ... or after so many */
#define SET_END_DS 750u          /* tenths of a second: longer than a minute's pause within a set */
#define SETTLED_US 500000u       /* quiet at the bottom: the repetition is over */
#define SETTLED_COUNT_US 150000u /* quiet after half a return: it counts */
#define PLATEAU_US 400000u       /* standing still on the way up: pretension */

/* The smallest cycle. */
#define FLOOR_NEWTON 3.0f        /* of a signal in newtons */
#define FLOOR_LIGHT 0.22f        /* ... or of the reference, if that is less */
#define FLOOR_RESOLUTION 3.0f    /* in steps of the converter, if they are told */
#define FLOOR_NOISE 16.0f        /* in noise of the filtered signal: what noise alone spans in minutes */
#define FLOOR_WANDER 28.0f       /* ... of unitless signals, where nothing else tells how a sensor at rest wanders */
#define FLOOR_LEVEL 0.15f        /* of the force held: a hold trembles in proportion to its force */
#define FLOOR_LARGEST 0.15f      /* of the largest cycle seen */
#define LARGEST_KEPT 0.97f       /* ... which fades with every repetition */
#define WIDTH 0.65f              /* least width (area over height) of a repetition, of its least duration */

/* Classes, in the reference (decisions of the design). */
#define FULL 0.50f
#define PARTIAL 0.25f

/* Zig-zag. */
#define HYSTERESIS 0.20f         /* of the reference: below PARTIAL, so that the class decides, not the zig-zag */
#define HYSTERESIS_RISE 0.30f    /* of the rise */
#define DIP 0.66f                /* of the rise: what lets off less may be a dip within a repetition */
#define DIP_DEEPER 0.25f         /* of the dip's height above the trough: falling so far below it ends the question */

/* Counting. */
#define RETURN 0.70f             /* share of the fall at which a repetition counts */
#define BOTTOM 0.85f             /* so far down a rest is the bottom */
#define TOP_SHARE 0.70f          /* of the reference: counts when the set ends at the top */
#define SLACK_RISE 1.35f         /* of the reference: so large a rise began in the slack ... */
#define SLACK_REST 0.70f         /* ... if at least so much followed the plateau */

/* First cycles. */
#define SLIGHT_US 1000000u       /* shorter ones wait for more of them */
#define BRIEF_US 350000u         /* ... and beside a longer one such are yanks */
#define SLIGHT_FLOORS 2.0f       /* ... and those smaller than this many floors */
#define FAINT_NOISE 150.0f       /* ... and in a unitless signal those below this many noises */
#define EVEN 0.7f                /* their rise and fall are alike: smaller over larger */
#define SLIGHT_RUN 3             /* so many similar short ones running are repetitions */
#define FAINT_RUN 4              /* so many similar, even, faint ones are */
#define ALIKE 0.6f               /* slight cycles that belong together when nothing follows */
#define SETUP_CYCLES 8u          /* so many first moves may be revoked if all were below PARTIAL of what follows */
#define SETUP_JUMP 2.2f          /* a first move is set-up if the next cycle is so much larger */

/* Scale. */
#define WEAK_FLOORS 6.0f         /* counts below so many floors may all be revoked */
#define WEAK_JUMP 30.0f          /* ... as may those that a later one exceeds so many times */
#define LEAST 0.40f              /* ... and at least so large: less is a partial repetition by intent */
#define LESSER 0.62f             /* of the reference: at most so large are similar partials that become full */
#define SIMILAR 0.70f            /* ... and so alike: smallest over largest */

/* Measures. */
#define START 0.10f              /* of the flank: start and end of a repetition */
#define EDGE 0.05f               /* of the peak slope: edges of the phases */
#define RISE_RATIO 2.1f
#define RISE_SPAN 19.4481f       /* RISE_RATIO to the power RISE_POINTS */
#define FALL_RATIO 1.08f
#define SLOPE_RATIO 4.5f
#define SLOPE_SPAN 91.125f       /* SLOPE_RATIO to the power SLOPE_POINTS */
#define LOW_RATE_US 50000u       /* longer steps do not tell phases */
#define RFD_STEP_US 12600u       /* 80 Hz, with some tolerance: below, no rate of force development is told */

#endif
