"""Made-up trajectories over the loaded programmes and workplaces, marked as synthetic in every part."""

from leerweg.sources.synthetic.trajectories.faults import FAULTS, Fault
from leerweg.sources.synthetic.trajectories.files import Written, write_trajectories
from leerweg.sources.synthetic.trajectories.loaded import load_supply
from leerweg.sources.synthetic.trajectories.stream import AS_OF, Generated, generate_trajectories

__all__ = [
    "AS_OF",
    "FAULTS",
    "Fault",
    "Generated",
    "Written",
    "generate_trajectories",
    "load_supply",
    "write_trajectories",
]
