"""Ten years ahead: who retires, leaves, comes and rises, two thousand times over, with bands. Pure: numpy only.

`history` is what went before; `rates` learns from it, leaning on stated priors where it is thin; `scenarios` are the
what-ifs; `simulation` runs them; `saying` puts into words what was assumed.
"""
