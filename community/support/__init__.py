"""Offers of support to whoever wants them: nobody is enrolled without their yes, and declining leaves no trace."""
