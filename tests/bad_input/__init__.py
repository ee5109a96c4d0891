"""Every form and every address, answered with all that people and programs send by mistake or on purpose."""
